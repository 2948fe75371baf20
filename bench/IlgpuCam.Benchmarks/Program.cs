using BenchmarkDotNet.Running;
using IlgpuCam.Benchmarks;

// dotnet run -c Release --project bench/IlgpuCam.Benchmarks -- --filter '*Layer*'
BenchmarkSwitcher.FromAssembly(typeof(LayerBenchmarks).Assembly).Run(args, new Settings());
