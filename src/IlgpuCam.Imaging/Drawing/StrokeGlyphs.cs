namespace IlgpuCam.Imaging.Drawing;

/// <summary>
/// The glyphs of the built-in font, as the way a pen takes. An entry has the width, then the strokes. A stroke is a row of points, x then y, each a digit of
/// base 36; the pen rests at the baseline 4, small letters reach up to c, capitals to g, descenders down to 0. A star rounds the corner at the point behind
/// it as far as its neighbours leave room; a stroke of one point is a dot.
/// </summary>
internal static class StrokeGlyphs
{
    /// <summary>The first character that has a glyph: the space.</summary>
    public const char First = ' ';

    /// <summary>What stands for characters that have no glyph.</summary>
    public const string Missing = "6 0g6g64040g";

    /// <summary>The glyphs of the characters from the space to the tilde.</summary>
    public static ReadOnlySpan<string> Printable => Table;

    private static readonly string[] Table =
    [
        "3", // space
        "0 0g09 04", // !
        "3 0g0d 3g3d", // "
        "8 243g 546g 1c8c 0878", // #
        "7 7e*7g*0g*0a*7a*74*0406 4i42", // $
        "a 248g 0e*0g*4g*4c*0c0e 66*68*a8*a4*6466", // %
        "8 84*1c*1g*5g*5c*09*04*6489", // &
        "0 0g0d", // '
        "3 3h*0d*0733", // (
        "3 0h*3d*3703", // )
        "6 3g3a 0f6b 0b6f", // *
        "6 3d37 0a6a", // +
        "1 1402", // ,
        "4 0949", // -
        "0 04", // .
        "6 036h", // /
        "7 0a*0g*7g*74*040a", // 0
        "4 0d4g44", // 1
        "7 0d*0g*7g*7a0474", // 2
        "7 0e*0g*7g*7a2a 2a*7a*74*0406", // 3
        "7 5g0777 5g54", // 4
        "7 7g0g0b*7b*74*0406", // 5
        "7 7e*7g*0g*04*74*7b*0b08", // 6
        "7 0g7g24", // 7
        "7 3a*0a*0g*7g*7a3a 3a*0a*04*74*7a3a", // 8
        "7 06*04*74*7g*0g*09*797c", // 9
        "0 04 0b", // :
        "1 1402 1b", // ;
        "6 6d0965", // <
        "6 0b6b 0767", // =
        "6 0d6905", // >
        "6 0d*0g*6g*6a*3a38 34", // ?
        "c 8a*8d*3d*37*878a 8d*87*c7*cg*0g*03a3", // @
        "8 044g84 1777", // A
        "8 040g*7g*7a0a 4a*8a*8404", // B
        "8 8c*8g*0g*04*8488", // C
        "8 040g*8g*8404", // D
        "7 7g0g0474 0a6a", // E
        "7 7g0g04 0a6a", // F
        "8 8c*8g*0g*04*848a5a", // G
        "8 040g 848g 0a8a", // H
        "0 040g", // I
        "6 6g*64*0408", // J
        "7 040g 7g09 2b74", // K
        "6 0g0464", // L
        "a 040g58aga4", // M
        "8 040g848g", // N
        "8 0a*0g*8g*84*040a", // O
        "7 040g*7g*7909", // P
        "8 0a*0g*8g*84*040a 5783", // Q
        "7 040g*7g*7909 3974", // R
        "7 7e*7g*0g*0a*7a*74*0406", // S
        "8 0g8g 4g44", // T
        "8 0g*04*848g", // U
        "8 0g448g", // V
        "c 0g346e94cg", // W
        "8 0g84 8g04", // X
        "8 0g4a8g 4a44", // Y
        "7 0g7g0474", // Z
        "3 3h0h0333", // [
        "6 0h63", // \
        "3 0h3h3303", // ]
        "6 0c3g6c", // ^
        "7 0272", // _
        "2 0g2d", // `
        "6 1c*6c64 69*09*04*6467", // a
        "6 0g04 08*0c*6c*64*0408", // b
        "6 6a*6c*0c*04*6466", // c
        "6 6g64 68*6c*0c*04*6468", // d
        "6 0868*6c*0c*0454", // e
        "4 4g*1g14 0c4c", // f
        "6 6c*6010 68*6c*0c*04*6468", // g
        "6 0g04 08*0c*6c64", // h
        "0 0c04 0g", // i
        "2 2c*2000 2g", // j
        "6 0g04 5c07 2964", // k
        "2 0g*0424", // l
        "a 0c04 08*0c*5c54 58*5c*aca4", // m
        "6 0c04 08*0c*6c64", // n
        "6 08*0c*6c*64*0408", // o
        "6 0c00 08*0c*6c*64*0408", // p
        "6 6c60 68*6c*0c*04*6468", // q
        "4 0c04 08*0c4c", // r
        "5 5c*0c*08*58*5404", // s
        "4 1g*1444 0c4c", // t
        "6 0c*04*6468 6c64", // u
        "6 0c346c", // v
        "8 0c244a648c", // w
        "6 0c64 6c04", // x
        "6 0c34 6c10", // y
        "5 0c5c0454", // z
        "4 4h*2h*2a0a 0a*2a*2343", // {
        "0 0h02", // |
        "4 0h*2h*2a4a 4a*2a*2303", // }
        "7 09*2b*597b", // ~
    ];
}
