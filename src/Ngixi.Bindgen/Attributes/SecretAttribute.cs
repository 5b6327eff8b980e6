namespace Ngixi.Bindgen;

/// <summary>
/// Marks a method whose calls are not to be kept in plain, by itself, its interface, a parameter or its result. The interface has
/// <see cref="WasmImportAttribute"/>, <see cref="WasmExportAttribute"/> or <see cref="WasmResourceAttribute"/>. A recording hides such
/// calls whole. Guests do not know of it, and their contract stays the same.
/// </summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class SecretAttribute : Attribute;
