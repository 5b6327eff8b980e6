namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>The kinds of stored forms.</summary>
internal enum StoredKind
{
    Scalar,
    Optional,
    Text,
    Numbers,
    List,
    Dictionary,

    /// <summary>A record where it stands.</summary>
    Record,

    /// <summary>A union where it stands.</summary>
    Union,

    /// <summary>A record, a record struct or a union that may be null.</summary>
    Pointer,
}
