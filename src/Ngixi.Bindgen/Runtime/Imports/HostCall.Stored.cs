using Ngixi.Bindgen.Runtime.Conversions;
using Ngixi.Bindgen.Runtime.Layouts;

namespace Ngixi.Bindgen.Runtime;

/// <content>Records, lists and dictionaries: pointers into guest memory (docs/abi.md, Values in memory).</content>
public unsafe ref partial struct HostCall
{
    /// <summary>Reads a record.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <typeparam name="TLayout">Its layout.</typeparam>
    /// <param name="slot">The slot of the pointer.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <param name="maxBytes">The most bytes that the record may have with all that it points to.</param>
    /// <returns>The record.</returns>
    public T ReadRecord<T, TLayout>(int slot, string parameter, int maxBytes = int.MaxValue)
        where TLayout : IMemoryLayout<T> => ReadStored<T, PointerLayout<T, TLayout>>(slot, parameter, maxBytes);

    /// <summary>Reads a list, a dictionary, or a record that may be null.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TLayout">Its layout: a pointer in one slot, or a pointer and a length in two.</typeparam>
    /// <param name="slot">The slot of the pointer.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <param name="maxBytes">The most bytes that the value may have with all that it points to.</param>
    /// <param name="maxItems">The most items that a list or a dictionary may have.</param>
    /// <returns>The value.</returns>
    public T ReadStored<T, TLayout>(int slot, string parameter, int maxBytes = int.MaxValue, int maxItems = int.MaxValue)
        where TLayout : IMemoryLayout<T> => reader.ReadStored<T, TLayout>(slots + slot, parameter, maxBytes, maxItems);

    /// <summary>Converts what the guest passed to the type of the host.</summary>
    /// <typeparam name="T">The type of the host.</typeparam>
    /// <typeparam name="TBase">The type that it crosses as.</typeparam>
    /// <typeparam name="TConversion">The conversion between the two.</typeparam>
    /// <param name="value">The value of the base type, as it was read.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <returns>The value.</returns>
    public readonly T Convert<T, TBase, TConversion>(TBase value, string parameter)
        where TConversion : IConversion<T, TBase> => reader.Convert<T, TBase, TConversion>(value, parameter);
}
