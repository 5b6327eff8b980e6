using System.Text;

namespace Ngixi.Hosting.Diagnostics;

/// <summary>Writes the frames of a guest as .NET writes those of C#.</summary>
internal static class GuestStack
{
    public static string Lines(IReadOnlyList<GuestFrame> frames)
    {
        StringBuilder lines = new();
        foreach (GuestFrame frame in frames)
        {
            lines.Append("\n   at ").Append(frame);
        }

        return lines.ToString();
    }
}
