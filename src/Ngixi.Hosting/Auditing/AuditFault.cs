namespace Ngixi.Hosting;

/// <summary>The first thing that is wrong with an audit.</summary>
/// <param name="File">The file that it is in.</param>
/// <param name="Line">The number of the line among all of the audit, from 1; the first of several where any may be meant.</param>
/// <param name="LineInFile">The number of the line in the file, from 1; 0 where it is not there.</param>
/// <param name="Reason">What is wrong, in a sentence.</param>
public sealed record AuditFault(string File, long Line, long LineInFile, string Reason);
