using System.Text;

namespace Ngixi.Bindgen.Build;

/// <summary>Writes files that a reader sees whole: as they were or as they are.</summary>
internal static class TextFile
{
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Replace(string file, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            if (File.Exists(file))
            {
                File.Replace(temporary, file, destinationBackupFileName: null);
            }
            else
            {
                File.Move(temporary, file);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
