using SQLitePCL;

namespace Ngixi.Capabilities.Sqlite;

/// <summary>SQLite refused or failed.</summary>
/// <param name="code">SQLite's extended result code.</param>
/// <param name="message">SQLite's message.</param>
internal sealed class DatabaseException(int code, string message) : Exception(message)
{
    /// <summary>Gets the result code without what extends it.</summary>
    public int Code => code & 0xFF;

    /// <summary>Gets whether another connection has a lock, so that to try again helps.</summary>
    public bool IsBusy => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL;

    /// <summary>Describes the error in words that say what to do.</summary>
    /// <param name="path">The file.</param>
    public string Describe(string path) => Code switch
    {
        raw.SQLITE_FULL => $"The database {path} has no room for more, or the disk is full (SQLite's error 13): "
            + "make room; nothing is lost.",
        raw.SQLITE_CORRUPT => $"The database {path} is damaged (SQLite's error 11: {Message}): restore a copy of it.",
        raw.SQLITE_NOTADB => $"{path} is no database of SQLite (error 26): name another path, or move the file away.",
        raw.SQLITE_READONLY => $"The database {path} is read-only (SQLite's error 8): give the host the right to write it and its folder.",
        raw.SQLITE_CANTOPEN => $"The database {path} cannot be opened (SQLite's error 14): "
            + "give the host the right to read and write it, and to make files beside it.",
        _ => $"The database {path} failed (SQLite's error {Code}: {Message}).",
    };
}
