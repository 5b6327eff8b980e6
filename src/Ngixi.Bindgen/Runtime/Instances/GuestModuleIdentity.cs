namespace Ngixi.Bindgen;

/// <summary>Which module an instance is of.</summary>
/// <param name="Name">The name that the host compiled it under.</param>
/// <param name="Sha256">
/// The SHA-256 of its binary form, as 64 lower-case hexadecimal digits; null for a module that
/// <see cref="GuestCompiler.FromBytes"/> did not make.
/// </param>
public sealed record GuestModuleIdentity(string Name, string? Sha256);
