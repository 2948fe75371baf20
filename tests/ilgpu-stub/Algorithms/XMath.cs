namespace ILGPU.Algorithms;

public static class XMath
{
    public static float Exp(float x) => MathF.Exp(x);

    public static float Log(float x) => MathF.Log(x);

    public static float Pow(float x, float y) => MathF.Pow(x, y);

    public static float Sin(float x) => MathF.Sin(x);

    public static float Cos(float x) => MathF.Cos(x);

    public static float Tanh(float x) => MathF.Tanh(x);
}
