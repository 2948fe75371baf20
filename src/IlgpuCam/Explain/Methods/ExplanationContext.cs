using System.Collections.Immutable;
using IlgpuCam.Gradients;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// One image, one target and one layer while methods look at them. Passes are made when they are first asked for, and kept. Disposing of it lends its memory to the next context of the same explainer,
/// which spares passes some per cent of their time; it need not be done. Not thread-safe.
/// </summary>
public sealed class ExplanationContext : IDisposable
{
    private readonly List<Tensor> _results = [];
    private readonly CancellationToken _cancellation;
    private ScoreTarget _target;
    private Tensor? _logits;
    private Tensor? _activations;
    private Tensor? _gradients;
    private float[]? _gradientMeans;
    private Tensor? _inputGradient;
    private double? _score;
    private bool? _isPassedBy;
    private bool _isDisposed;

    /// <summary>Begins with nothing known but the image.</summary>
    /// <param name="explainer">Runs the network.</param>
    /// <param name="input">The image as the network takes it, [1,C,H,W].</param>
    /// <param name="target">The scalar that is explained.</param>
    /// <param name="layer">The value that holds the maps; null for the last one that has places.</param>
    /// <param name="seed">Where random numbers start.</param>
    /// <param name="cancellationToken">Looked at between the nodes of every pass.</param>
    /// <exception cref="NetworkException">The network has no such layer, or no last one.</exception>
    /// <exception cref="ArgumentException">The input is not one image.</exception>
    public ExplanationContext(Explainer explainer, Tensor input, ScoreTarget target, string? layer = null, int seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        if (input.Shape.Rank != 4 || input.Shape[0] != 1)
        {
            throw new ArgumentException($"one image, 1xCxHxW, was expected, found {input.Shape}", nameof(input));
        }

        Explainer = explainer;
        Input = input;
        Layer = layer ?? explainer.Head.LastMaps ?? throw new NetworkException("The network has no layer with places before its scores.");
        Seed = seed;
        _target = target;
        _cancellation = cancellationToken;
    }

    /// <summary>Runs the network for passes of a method's own.</summary>
    public Explainer Explainer { get; }

    /// <summary>The image as the network takes it, [1,C,H,W].</summary>
    public Tensor Input { get; }

    /// <summary>The value that holds the maps.</summary>
    public string Layer { get; }

    /// <summary>Where random numbers start.</summary>
    public int Seed { get; }

    /// <summary>Looked at between the nodes of every pass.</summary>
    public CancellationToken CancellationToken => _cancellation;

    /// <summary>The scalar that is explained; asking for it when it is that of the best class costs a forward pass, unless one was made.</summary>
    public ScoreTarget Target => _target = _target.ClassIndex is null ? _target with { Weights = [(BestClass(Logits), 1)] } : _target;

    /// <summary>The class that is explained.</summary>
    public int ClassIndex => Target.ClassIndex!.Value;

    /// <summary>The value of the target on the image.</summary>
    public double Score => _score ??= Target.OfProbabilities ? Target.Of(ScoresOf(Input, probabilities: true).Data) : Target.Of(Logits);

    /// <summary>The class scores of the image before softmax or sigmoid, [C].</summary>
    public ReadOnlySpan<float> Logits
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_logits is null)
            {
                Forward();
            }

            return _logits!.Data;
        }
    }

    /// <summary>The maps of the layer, [1,K,h,w].</summary>
    /// <exception cref="NetworkException">The layer holds no maps.</exception>
    public Tensor Activations
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_activations is null)
            {
                Forward();
            }

            return RequireMaps(_activations!);
        }
    }

    /// <summary>The gradient of the target with respect to the maps of the layer, [1,K,h,w].</summary>
    /// <exception cref="NetworkException">The layer has no influence on the target, or an operator on the way has no gradient.</exception>
    public Tensor Gradients
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_gradients is null)
            {
                // Maps that are known already need no second pass before them.
                var result = _activations is { } maps
                    ? Explainer.GradientsFrom(Layer, maps, Input, [Target], Result, _cancellation)
                    : Explainer.Gradients(Input, [_target], new(Explainer.TargetOf([_target]), [Layer]), Result, _cancellation);
                Keep(result.Scores, result.Values[0]);
                _gradients = result.Gradients[0];
            }

            return RequireMaps(_gradients);
        }
    }

    /// <summary>The mean over the places of the gradient of each map of the layer, [K]. Asked for before the gradients, which are then not made, they cost less.</summary>
    /// <exception cref="NetworkException">The layer holds no maps, has no influence on the target, or an operator on the way has no gradient.</exception>
    public ReadOnlySpan<float> GradientMeans
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_gradientMeans is null && _gradients is null && _activations is null)
            {
                var result = Explainer.Gradients(Input, [_target], new(Explainer.TargetOf([_target]), [Layer], OfMeans: true), Result, _cancellation);
                Keep(result.Scores, result.Values[0]);
                _gradientMeans = result.Gradients[0].Data;
            }

            return _gradientMeans ??= MapSums.Means(Gradients);
        }
    }

    /// <summary>The gradient of the target with respect to the image, [1,C,H,W].</summary>
    public Tensor InputGradient
    {
        get
        {
            if (_inputGradient is null)
            {
                var result = Explainer.Gradients(Input, [_target], [Explainer.InputName], GateRule.Gradient, _cancellation);
                Keep(result.Scores, null);
                _inputGradient = result.Gradients[0];
            }

            return _inputGradient;
        }
    }

    /// <summary>The gradient of the target with respect to other images of the same shape but for their number, each with the target of this context.</summary>
    /// <param name="images">The images, [N,C,H,W].</param>
    /// <param name="gates">What goes back through ReLU and its kind.</param>
    public Tensor InputGradientOf(Tensor images, GateRule gates = GateRule.Gradient) =>
        Explainer.Gradients(images, [Target], [Explainer.InputName], gates, _cancellation).Gradients[0];

    /// <summary>
    /// Ends the use: what this context gave of logits, activations, gradients and their means is overwritten by others from now on. Contexts that were made from it by <see cref="With"/> share
    /// it; they have to be done with, too.
    /// </summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Explainer.Results.Return(_results);
        }
    }

    /// <summary>The class scores of other images, N rows of C.</summary>
    /// <param name="images">The images, [N,C,H,W].</param>
    /// <param name="probabilities">Whether after softmax or sigmoid.</param>
    public Tensor ScoresOf(Tensor images, bool probabilities = false) =>
        Explainer.Forward(images, [probabilities ? Explainer.Probabilities : Explainer.Head.Logits], _cancellation)[0];

    /// <summary>The class scores when the layer's maps are replaced, N rows of C; only what lies behind the layer is run, and what passes it by.</summary>
    /// <param name="maps">The maps, [N,K,h,w].</param>
    /// <param name="probabilities">Whether after softmax or sigmoid.</param>
    public Tensor ScoresFrom(Tensor maps, bool probabilities = false)
    {
        ArgumentNullException.ThrowIfNull(maps);
        _isPassedBy ??= Explainer.IsPassedBy(Layer);
        var images = _isPassedBy.Value ? Repeated(maps.Shape[0]) : null;
        return Explainer.ForwardFrom(Layer, maps, images, probabilities ? Explainer.Probabilities : Explainer.Head.Logits, _cancellation);
    }

    /// <summary>The same image and layer with another target: what is known of the image is known there, too.</summary>
    /// <param name="target">The other target.</param>
    public ExplanationContext With(ScoreTarget target) => new(Explainer, Input, target, Layer, Seed, _cancellation) { _logits = _logits, _activations = _activations };

    /// <summary>The same target and layer on another image; the best class stays that of this image.</summary>
    /// <param name="input">The other image, [1,C,H,W].</param>
    public ExplanationContext On(Tensor input) => new(Explainer, input, Target, Layer, Seed, _cancellation);

    /// <summary>The same image and target at other layers, with the values of all of them from one pass.</summary>
    /// <param name="layers">The values that hold the maps.</param>
    /// <param name="withGradients">Whether that pass gives the gradients, too.</param>
    public ImmutableArray<ExplanationContext> At(IReadOnlyList<string> layers, bool withGradients)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var contexts = layers.Select(layer => new ExplanationContext(Explainer, Input, _target, layer, Seed, _cancellation)).ToImmutableArray();
        if (withGradients)
        {
            var result = Explainer.Gradients(Input, [_target], layers, GateRule.Gradient, _cancellation);
            for (var i = 0; i < contexts.Length; i++)
            {
                contexts[i].Keep(result.Scores, result.Values[i]);
                contexts[i]._gradients = result.Gradients[i];
            }
        }
        else
        {
            var values = Explainer.Forward(Input, [Explainer.Head.Logits, .. layers], _cancellation);
            for (var i = 0; i < contexts.Length; i++)
            {
                contexts[i].Keep(values[0], values[i + 1], isLogits: true);
            }
        }

        return contexts;
    }

    private Tensor Repeated(int images)
    {
        if (images == 1)
        {
            return Input;
        }

        var repeated = new Tensor(Input.Shape.With(0, images));
        for (var i = 0; i < images; i++)
        {
            Input.Span.CopyTo(repeated.Span[(i * Input.Data.Length)..]);
        }

        return repeated;
    }

    private static int BestClass(ReadOnlySpan<float> logits) => ClassScores.Top(logits, 1)[0];

    private void Forward()
    {
        var values = Explainer.Forward(Input, [Explainer.Head.Logits, Layer], Result, _cancellation);
        Keep(values[0], values[1], isLogits: true);
    }

    /// <summary>Where a value of a pass goes that this context keeps to itself.</summary>
    private Tensor Result(Shape shape)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var tensor = Explainer.Results.Rent(shape);
        _results.Add(tensor);
        return tensor;
    }

    private void Keep(Tensor scores, Tensor? activations, bool isLogits = false)
    {
        _activations ??= activations;
        if (isLogits || !_target.OfProbabilities)
        {
            _logits ??= scores;
        }
    }

    private Tensor RequireMaps(Tensor value) => value.Shape.Rank == 4 ? value : throw new NetworkException($"The layer '{Layer}' holds no maps: {value.Shape}.");
}
