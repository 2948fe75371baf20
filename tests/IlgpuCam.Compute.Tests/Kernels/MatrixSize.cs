namespace IlgpuCam.Compute.Tests.Kernels;

internal struct MatrixSize
{
    public int Rows;
    public int Columns;
}
