namespace Ngixi.Bindgen;

/// <summary>A call of a guest's export as data, for a guest that may be in another thread, process or machine.</summary>
/// <param name="Contract">The name of the interface, without its namespace.</param>
/// <param name="Hash">The hash of the contract that the caller was built with: 16 hexadecimal digits.</param>
/// <param name="Export">The number of the export among those of the contract, in the ordinal order of their names, from 0.</param>
/// <param name="Arguments">
/// The arguments as one block of docs/abi.md: laid out like a record, with text in UTF-16, and its pointers are offsets.
/// </param>
public readonly record struct GuestRequest(string Contract, string Hash, int Export, ReadOnlyMemory<byte> Arguments);
