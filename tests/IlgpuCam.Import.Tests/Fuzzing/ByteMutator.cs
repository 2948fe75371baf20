namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>Changes bytes without knowing what they mean.</summary>
internal static class ByteMutator
{
    internal static byte[] Mutate(byte[] file, Random random, int within = int.MaxValue)
    {
        for (var changes = random.Next(1, 4); changes > 0 && file.Length > 0; changes--)
        {
            var at = random.Next(Math.Min(within, file.Length));
            var count = Math.Min(random.Next(1, 40), file.Length - at);
            file = random.Next(7) switch
            {
                0 => file[..at],
                1 => [.. file[..at], (byte)random.Next(256), .. file[at..]],
                2 => [.. file[..at], .. file[(at + count)..]],
                3 => [.. file[..(at + count)], .. file[at..]],
                4 => Set(file, at, (byte)(random.Next(2) * 255)),
                5 => Set(file, at, (byte)(file[at] ^ (1 << random.Next(8)))),
                _ => Set(file, at, (byte)random.Next(256)),
            };
        }

        return file;
    }

    private static byte[] Set(byte[] file, int at, byte value)
    {
        file = (byte[])file.Clone();
        file[at] = value;
        return file;
    }
}
