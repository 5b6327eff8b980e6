using System.Text;

namespace Ngixi.Capabilities;

internal sealed class TreeLink(ulong inode, string target, long now) : TreeNode(inode, now)
{
    public string Target { get; } = target;

    public override FileKind Kind => FileKind.Link;

    public override long Length { get; } = Encoding.UTF8.GetByteCount(target);
}
