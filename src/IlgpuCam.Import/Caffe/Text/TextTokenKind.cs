namespace IlgpuCam.Import.Caffe.Text;

/// <summary>What a token is (Protocol Buffers, "Text Format Language").</summary>
internal enum TextTokenKind
{
    /// <summary>Nothing is left.</summary>
    End,

    /// <summary>A field's name, a boolean, or a value of an enumeration.</summary>
    Name,

    /// <summary>A number, sign included.</summary>
    Number,

    /// <summary>A text that was in quotes.</summary>
    Text,

    /// <summary>One of { } &lt; &gt; [ ] : , ;</summary>
    Symbol,
}
