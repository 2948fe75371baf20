using System.Reflection;
using System.Text;

// Writes the CUDA C of every kernel in an assembly to a folder, one file NAME.cu each, for build-ptx.sh.
if (args is not [var library, var folder])
{
    Console.Error.WriteLine("usage: CudaSources ASSEMBLY FOLDER");
    return 2;
}

var catalogs = Assembly.LoadFrom(Path.GetFullPath(library)).GetTypes().Where(t => t.Name == "KernelCatalog").ToList();
if (catalogs.Count == 0)
{
    Console.Error.WriteLine($"{library} has no KernelCatalog: it is made where the kernel compiler is referenced and a method is marked [Kernel].");
    return 1;
}

Directory.CreateDirectory(folder);
foreach (var catalog in catalogs)
{
    var method = catalog.GetMethod("CudaSources", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        ?? throw new MissingMethodException(catalog.FullName, "CudaSources");
    foreach (var (name, source) in (IEnumerable<(string Name, string Source)>)method.Invoke(null, null)!)
    {
        // No byte-order mark: the file's hash has to be that of the text.
        File.WriteAllText(Path.Combine(folder, name + ".cu"), source, new UTF8Encoding(false));
    }
}

return 0;
