namespace Ngixi.Hosting.Manifests.Grants;

/// <summary>A grant of something that a store of the host keeps.</summary>
/// <typeparam name="TGrant">The grant's type.</typeparam>
/// <param name="Store">The name of the store.</param>
/// <param name="Grant">The grant.</param>
internal sealed record StoredGrant<TGrant>(string Store, TGrant Grant);
