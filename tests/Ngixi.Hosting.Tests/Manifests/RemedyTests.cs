using Ngixi.Capabilities;
using Ngixi.Hosting.Manifests;

namespace Ngixi.Hosting.Tests.Manifests;

public sealed class RemedyTests
{
    [Theory]
    [InlineData("http", "Allow = [\"https://a.example\"]", "\"http\" of the manifest's grants: \"allow\": [\"https://a.example\"]")]
    [InlineData(
        "http",
        "Allow = [\"POST http://10.0.0.1\"], AllowPrivate = [\"10.0.0.1\"]",
        "\"http\" of the manifest's grants: \"allow\": [\"POST http://10.0.0.1\"], \"allowPrivate\": [\"10.0.0.1\"]")]
    [InlineData("http", "Allow = [\"http://[::1]:80\"]", "\"http\" of the manifest's grants: \"allow\": [\"http://[::1]:80\"]")]
    [InlineData("http", "AllowRedirectsToHttp = true", "\"http\" of the manifest's grants: \"allowRedirectsToHttp\": true")]
    [InlineData("http", "Limits = new() { MaxUrlBytes = 9000 }", "\"http\" of the manifest's grants: \"limits\": { \"maxUrlBytes\": \"9000 B\" }")]
    [InlineData("http", "Limits = new() { MaxRequestsPerCall = … }", "\"http\" of the manifest's grants: \"limits\": { \"maxRequestsPerCall\": … }")]
    [InlineData("http", "Credentials = [new(…)]", "\"http\" of the manifest's grants: \"credentials\": [\"…\"]")]
    [InlineData("events", "PublishTo = [\"orders\"]", "\"events\" of the manifest's grants: \"publish\": [\"orders\"]")]
    [InlineData("key-value", "AllowWrites = true", "\"keyValue\" of the manifest's grants: \"allowWrites\": true")]
    [InlineData(
        "key-value",
        "MaxOperationsPerSecond = …, MaxBurst = …",
        "\"keyValue\" of the manifest's grants: \"maxOperationsPerSecond\": …, \"maxBurst\": …")]
    [InlineData("http", "\"GET https://a\" to the credential's targets", "\"GET https://a\" to the credential's targets")]
    [InlineData("own", "Allow = [\"x\"]", "Allow = [\"x\"]")]
    public void A_denial_says_what_to_add_to_the_manifest(string capability, string grant, string remedy)
    {
        string said = ManifestRemedy.Of(new Denial(capability, "", "", grant), ManifestReader.Describe(new GuestEngineOptions()));
        Assert.Equal($"To allow it, add{(remedy.Contains("manifest", StringComparison.Ordinal) ? " to" : ":")} {remedy}", said);
    }
}
