using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Tests.Naming;

public sealed class NamingTests
{
    [Theory]
    [InlineData("Get", "get")]
    [InlineData("GetValue", "get_value")]
    [InlineData("HTTPGet", "http_get")]
    [InlineData("GetHTTP", "get_http")]
    [InlineData("Get2Values", "get2_values")]
    [InlineData("already_snake", "already_snake")]
    [InlineData("Mixed_Case", "mixed_case")]
    [InlineData("A", "a")]
    [InlineData("URL", "url")]
    public void Import_names_are_in_snake_case(string name, string expected) => Assert.Equal(expected, Model.Naming.ToSnakeCase(name));

    [Theory]
    [InlineData("Get", "get")]
    [InlineData("GetValue", "getValue")]
    [InlineData("HTTPGet", "httpGet")]
    [InlineData("HTTP", "http")]
    [InlineData("A", "a")]
    [InlineData("AB", "ab")]
    [InlineData("snake_case", "snake_case")]
    public void Names_for_guests_are_in_camel_case(string name, string expected) => Assert.Equal(expected, Model.Naming.ToCamelCase(name));

    [Theory]
    [InlineData("IKeyValue", "KeyValue")]
    [InlineData("Outer.IKeyValue", "KeyValue")]
    [InlineData("Index", "Index")]
    [InlineData("I", "I")]
    [InlineData("Idle", "Idle")]
    [InlineData("IO", "O")]
    public void Guests_know_an_interface_without_its_I(string path, string expected) =>
        Assert.Equal(expected, new TypeName("Demo", path).WithoutInterfacePrefix);

    [Theory]
    [InlineData("give_back", "GiveBack")]
    [InlineData("wasi:http/do-it@1.0", "WasiHttpDoIt10")]
    [InlineData("plain", "Plain")]
    public void Import_names_become_names_of_overloads(string name, string expected) =>
        Assert.Equal(expected, Model.Naming.ToPascalCase(name));
}
