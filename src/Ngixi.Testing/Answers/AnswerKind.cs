namespace Ngixi.Testing.Answers;

/// <summary>The ways in which an import answers.</summary>
internal enum AnswerKind
{
    /// <summary>A number, or nothing where the import has no result.</summary>
    Number,

    /// <summary>Text in the result area.</summary>
    Text,

    /// <summary>Bytes in the result area.</summary>
    Bytes,

    /// <summary>Null in place of something in the result area.</summary>
    Null,

    /// <summary>An error that the guest handles.</summary>
    Error,

    /// <summary>An exception of the host's method.</summary>
    Trap,
}
