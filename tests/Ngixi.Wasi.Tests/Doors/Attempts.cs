namespace Ngixi.Wasi.Tests.Doors;

/// <summary>The list of attempts, for both doors and all drives, and of the paths that lead out.</summary>
internal static class Attempts
{
    /// <summary>
    /// Paths that lead out of every tree, and those that come back after it: whatever is done with them is refused.
    /// </summary>
    public static readonly string[] LeadingOut =
    [
        "/", "//", "/etc/passwd", "/mounted/d/file", "/../m/file", "/proc/self/environ", "..", "../", "../secret", "../mounted/d/file",
        "d/../..", "d/../../secret", "d/e/../../../secret", "./../secret", "d/./.././../secret", ".//..//secret", "d/../../mounted/d/file",
        "up", "up/secret", "up/", "up/.", "up/./", "up//secret", "up/mounted/file", "absolute", "absolute/passwd", "d/twice",
        "d/twice/secret", "loop-out", "loop-out/secret", "d/e/../../up/secret", "up/../up/secret", "secret-link", "secret-link/",
        "secret-link/.", "chained", "dots", "d/../chained", "dangling-out", "proc", "proc/environ", "proc/root/etc/passwd", "proc/cwd",
        "fd",
    ];

    public static readonly Dictionary<string, Attempt> All = new[]
    {
        // What a guest may do, so that a drive that refused everything would not pass.
        Same(Act.Read, "file", MountedDrive.Inside),
        Same(Act.Read, "./file", MountedDrive.Inside),
        Same(Act.Read, ".//.///file", MountedDrive.Inside),
        Change(Act.Write, "file", "None", "None"),
        Change(Act.Create, Repeat("a", 255), "None"),
        Look(Act.Read, "d/../file", MountedDrive.Inside),
        Look(Act.Read, "d/e/../../file", MountedDrive.Inside),
        OfLink(Act.Read, "within", MountedDrive.Inside),
        OfLink(Act.StatusNoFollow, "up", "None"),
        OfLink(Act.ReadLink, "absolute", "None"),

        // Paths that are none.
        Same(Act.Read, "", "NotFound"),
        Same(Act.CreateDirectory, "", "NotFound"),
        Same(Act.RemoveDirectory, "", "NotFound"),
        Same(Act.Read, "file\0", "Invalid"),
        Same(Act.Read, "file\0.txt", "Invalid"),
        Same(Act.Status, "\0", "Invalid"),
        Same(Act.Create, "a\0b", "Invalid"),
        Same(Act.CreateDirectory, "d/\0", "Invalid"),
        Same(Act.Rename, "file", "x\0y", "Invalid"),
        Same(Act.Read, Repeat("a", 256), "NameTooLong"),
        Same(Act.Create, Repeat("a", 256), "NameTooLong"),
        Same(Act.Status, Repeat("ä", 128), "NameTooLong"),
        Same(Act.Read, Repeat("a/", 65), "NameTooLong"),
        Same(Act.Read, Repeat("./", 513), "NameTooLong"),
        Same(Act.Read, Repeat("../", 400), "NameTooLong"),
        Same(Act.Create, Repeat("a", 5_000), "NameTooLong"),
        Same(Act.Rename, "file", Repeat("b", 256), "NameTooLong"),

        // Names that other systems, shells, addresses and encodings would take for something else: they are names.
        Missing("d\\file"), Missing("..\\secret"), Missing("..\\..\\secret"), Missing("C:\\secret"), Missing("C:secret"),
        Missing("d/C:file"),
        Missing("\\\\server\\share\\secret"), Missing("\\??\\C:\\secret"), Missing("CON"), Missing("NUL"), Missing("COM1.txt"),
        Missing("LPT¹"), Missing("CONIN$"), Missing("file."), Missing("file "), Missing("FILE"), Missing("file::$DATA"), Missing("FILE~1"),
        Missing(".. /secret"), Missing(".../secret"), Missing("..\u200b/secret"), Missing("\u2024\u2024/secret"), Missing("．．/secret"),
        Missing("..\u2215secret"), Missing("..／secret"), Missing("\u202efile"), Missing("ﬁle"), Missing("%2e%2e/secret"),
        Missing("..%2fsecret"), Missing("..;/secret"), Missing("file:///etc/passwd"), Missing("~/secret"), Missing("$HOME"), Missing("*"),
        Missing("-rf"), Missing("\n"), Missing("\u0001"), Missing("😀"),

        // Slashes behind a file.
        Same(Act.Read, "file/", "NotADirectory"),
        Same(Act.Read, "file//", "NotADirectory"),
        Same(Act.Read, "file/.", "NotADirectory"),
        Same(Act.Read, "file/..", "NotADirectory"),
        Same(Act.Read, "file/../file", "NotADirectory"),
        Same(Act.Status, "file/x", "NotADirectory"),
        Same(Act.OpenDirectory, "file", "NotADirectory"),
        Change(Act.Create, "new/", "IsADirectory"),
        Change(Act.CreateDirectory, "new/", "None"),
        Change(Act.CreateDirectory, "file/", "Exists", "NotADirectory"),
        Change(Act.Remove, "file/", "NotADirectory", "NotADirectory"),
        Change(Act.Rename, ("file/", "x"), "NotADirectory", "NotADirectory"),
        Change(Act.Rename, ("file", "x/"), "NotADirectory"),
        Change(Act.Rename, ("file", "file/x"), "NotADirectory", "NotADirectory"),

        // Directories are not written, and what is no directory is none.
        Change(Act.Write, ".", "IsADirectory", "IsADirectory"),
        Change(Act.Create, ".", "IsADirectory", "IsADirectory"),
        Change(Act.Truncate, ".", "IsADirectory", "IsADirectory"),
        Change(Act.Write, "d", "IsADirectory", "NotFound"),
        Change(Act.Write, "d/.", "IsADirectory", "NotFound"),
        Change(Act.Truncate, "d", "IsADirectory", "NotFound"),
        Change(Act.Create, "d", "IsADirectory"),
        Change(Act.Create, "d/", "IsADirectory"),
        Look(Act.Read, "d", "IsADirectory"),
        Change(Act.Remove, "d", "IsADirectory"),
        Change(Act.Remove, "d/", "IsADirectory"),
        Change(Act.RemoveDirectory, "file", "NotADirectory"),
        Change(Act.RemoveDirectory, "d", "NotEmpty"),

        // The directory of a mount is neither removed nor moved, by any name.
        Change(Act.RemoveDirectory, ".", "Busy"),
        Change(Act.RemoveDirectory, "./", "Busy"),
        Change(Act.RemoveDirectory, "./.", "Busy"),
        Change(Act.RemoveDirectory, "d/..", "Busy"),
        Change(Act.Remove, ".", "Busy"),
        Change(Act.Rename, (".", "x"), "Busy"),
        Change(Act.Rename, ("d/..", "x"), "Busy"),
        Change(Act.Rename, ("file", "."), "Busy"),
        Change(Act.CreateDirectory, ".", "Exists", "Exists"),
        Change(Act.CreateLink, (".", "x"), "Exists"),

        // A directory does not go into itself.
        Change(Act.Rename, ("d", "d/x"), "Invalid"),
        Change(Act.Rename, ("d", "d/e/x"), "Invalid"),
        Change(Act.Rename, ("d", "d/../d/x"), "Invalid"),
        Change(Act.Rename, ("d/e", "d"), "NotEmpty"),
        Change(Act.Rename, ("d", "d"), "None"),
        Change(Act.Link, ("d", "x"), "Denied"),
        Change(Act.Link, ("d", "d/x"), "Denied"),

        // Links that lead to each other, and links that are not to be followed.
        OfLink(Act.Read, "self", "TooManyLinks"),
        OfLink(Act.Read, "self/x", "TooManyLinks"),
        OfLink(Act.Read, "ring", "TooManyLinks"),
        OfLink(Act.Status, "gnir", "TooManyLinks"),
        OfLink(Act.ReadNoFollow, "within", "TooManyLinks"),
        OfLink(Act.ReadNoFollow, "up", "TooManyLinks"),
        OfLink(Act.Read, "within/", "NotADirectory"),
        OfLink(Act.OpenDirectory, "within", "NotADirectory"),
        Change(Act.Create, "dangling", "None"),
        Change(Act.CreateNew, "dangling", "Exists"),
        Change(Act.CreateNew, "dangling-out", "Exists"),
        Change(Act.CreateNew, "up", "Exists"),

        // A link is removed, moved and replaced itself; with a slash behind it, it is neither that nor what it leads to.
        Change(Act.Remove, "up", "None"),
        Change(Act.RemoveDirectory, "up", "NotADirectory"),
        Change(Act.Rename, ("up", "moved"), "None"),
        Change(Act.Rename, ("file", "up"), "None"),
        Change(Act.Rename, ("file", "dangling-out"), "None"),
        Change(Act.Link, ("secret-link", "linked"), "None"),
        Change(Act.Remove, "up/", "NotADirectory"),
        Change(Act.Remove, "up//", "NotADirectory"),
        Change(Act.Remove, "up/.", "Escapes"),
        Change(Act.RemoveDirectory, "up/", "NotADirectory"),
        Change(Act.RemoveDirectory, "up//", "NotADirectory"),
        Change(Act.RemoveDirectory, "up/.", "Escapes"),
        Change(Act.CreateDirectory, "up/", "Exists"),
        Change(Act.CreateDirectory, "dangling-out/", "Exists"),
        Change(Act.Rename, ("up/", "moved"), "NotADirectory"),
        Change(Act.Rename, ("up//", "moved"), "NotADirectory"),
        Change(Act.Rename, ("d/e", "up/"), "NotADirectory"),
        Change(Act.Rename, ("file", "up/"), "NotADirectory"),
        Change(Act.Link, ("up/", "linked"), "NotADirectory"),
        Change(Act.Link, ("file", "dangling-out"), "Exists"),
        Change(Act.Link, ("file", "dangling-out/"), "Exists|NotADirectory"),
        OfLink(Act.StatusNoFollow, "up/", "Escapes"),
        OfLink(Act.StatusNoFollow, "up/.", "Escapes"),
        OfLink(Act.ReadLink, "up/", "Invalid|NotADirectory"),
        Change(Act.SetTimesNoFollow, "up/", "Escapes", "NotFound"),

        // Links that guests make.
        Change(Act.CreateLink, ("new", "../secret"), "None"),
        Change(Act.CreateLink, ("new", "/etc/passwd"), "Escapes", "Escapes"),
        Change(Act.CreateLink, ("new", ""), "NotFound", "NotFound"),
        Change(Act.CreateLink, ("new", "a\0b"), "Invalid", "Invalid"),
        Change(Act.CreateLink, ("new", Repeat("./", 513)), "NameTooLong", "NameTooLong"),
        Change(Act.CreateLink, ("up", "d"), "Exists"),
        Change(Act.CreateLink, ("up/", "d"), "Exists|NotADirectory"),
        Change(Act.CreateLink, ("new/", "d"), "NotFound"),
        Same(Act.ReadLink, "file", "Invalid"),
    }.ToDictionary(attempt => attempt.Name);

    /// <summary>The answer is the same everywhere.</summary>
    private static Attempt Same(Act act, string path, string answer) => new(act, path, null, answer, answer, answer);

    private static Attempt Same(Act act, string path, string other, string answer) => new(act, path, other, answer, answer, answer);

    /// <summary>Nothing has such a name.</summary>
    private static Attempt Missing(string path) => Same(Act.Read, path, "NotFound");

    /// <summary>Looks at what an archive has, too, and a single file has not.</summary>
    private static Attempt Look(Act act, string path, string answer) => new(act, path, null, answer, answer, "NotFound");

    /// <summary>Looks at a link, which neither an archive nor a single file has.</summary>
    private static Attempt OfLink(Act act, string path, string answer) => new(act, path, null, answer, "NotFound", "NotFound");

    /// <summary>Changes what an archive never lets be changed, and a single file nothing beside it.</summary>
    private static Attempt Change(Act act, string path, string answer, string ofSingle = "Denied") =>
        new(act, path, null, answer, "ReadOnly", ofSingle);

    private static Attempt Change(Act act, (string Path, string Other) two, string answer, string ofSingle = "Denied") =>
        new(act, two.Path, two.Other, answer, "ReadOnly", ofSingle);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
