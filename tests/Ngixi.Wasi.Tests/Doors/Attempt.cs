using Ngixi.Bindgen;
using Ngixi.Capabilities;

namespace Ngixi.Wasi.Tests.Doors;

/// <summary>Something that a guest tries, and the answer that it must get: the content that it reads, or an error.</summary>
/// <param name="Act">What it does.</param>
/// <param name="Path">The path.</param>
/// <param name="Other">The second path, or where a link is to lead.</param>
/// <param name="Answer">The answer where the drive is a tree with links, which guests may write.</param>
/// <param name="OfZip">The answer of an archive, and of a store.</param>
/// <param name="OfSingle">The answer of a grant of one file, <c>file</c>.</param>
internal sealed record Attempt(Act Act, string Path, string? Other, string Answer, string OfZip, string OfSingle)
{
    /// <summary>Gets a name, which no other has, for the list of tests.</summary>
    public string Name => Other is null ? $"{Act} {Shown(Path)}" : $"{Act} {Shown(Path)} {Shown(Other)}";

    /// <summary>Gets whether it would change something.</summary>
    public bool IsChange =>
        Act is not (Act.Read or Act.ReadNoFollow or Act.OpenDirectory or Act.Status or Act.StatusNoFollow or Act.ReadLink);

    /// <summary>Gets whether the door offers it.</summary>
    public bool IsOf(DoorKind door) => Act < Act.Link || door == DoorKind.Wasi;

    /// <summary>Gets the answers that are right: one, or two where systems differ.</summary>
    public string[] AnswersOf(Drive drive, DoorKind door)
    {
        // The imports take absolute paths alone, of which the empty one is none.
        string answer = Path.Length == 0 && door == DoorKind.Imports ? nameof(FileError.Invalid)
            : drive is Drive.Zip or Drive.KeyValue ? OfZip
            : drive == Drive.SingleFile ? OfSingle
            : drive == Drive.CheckedDirectory && Act == Act.Link ? nameof(FileError.NotSupported)
            : Answer;
        return answer.Split('|');
    }

    /// <summary>Tries it.</summary>
    public string By(FileDoor door)
    {
        const FileOpening Create = FileOpening.Write | FileOpening.Create;
        FileError? error = Act switch
        {
            Act.Read => null,
            Act.ReadNoFollow => door.Open(Path, FileOpening.Read | FileOpening.NoFollow),
            Act.Write => door.Open(Path, FileOpening.Write),
            Act.Create => door.Open(Path, Create),
            Act.CreateNew => door.Open(Path, Create | FileOpening.Exclusive),
            Act.Truncate => door.Open(Path, FileOpening.Read | FileOpening.Truncate),
            Act.OpenDirectory => door.Open(Path, FileOpening.Directory),
            Act.Status => door.Status(Path, follow: true),
            Act.StatusNoFollow => door.Status(Path, follow: false),
            Act.CreateDirectory => door.CreateDirectory(Path),
            Act.RemoveDirectory => door.RemoveDirectory(Path),
            Act.Remove => door.RemoveFile(Path),
            Act.Rename => door.Rename(Path, Other!),
            Act.Link => door.Link(Path, Other!),
            Act.CreateLink => door.CreateLink(Path, Other!),
            Act.ReadLink => door.ReadLink(Path),
            Act.SetTimes => door.SetTimes(Path, follow: true),
            _ => door.SetTimes(Path, follow: false),
        };
        return Act == Act.Read ? door.Read(Path) : $"{error}";
    }

    private static string Shown(string text) => UntrustedText.Quote(text, maxShown: 32);
}
