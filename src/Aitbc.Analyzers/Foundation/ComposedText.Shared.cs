using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Aitbc.Analyzers;

/// <summary>
/// A string as far as the compiler knows it: literals, concatenations, interpolations and formats put together, with
/// <see cref="Hole"/> for what is not known, and the way back from each character to the source.
/// </summary>
internal sealed class ComposedText
{
    /// <summary>Stands for text that is not known; no address and no argument contains it.</summary>
    public const char Hole = '\uFFFC';

    private const int MaxDepth = 4;

    private readonly List<Piece> _pieces = [];
    private readonly List<IParameterSymbol> _parameters = [];
    private readonly ValueOrigin _whole;

    private ComposedText(ValueOrigin whole) => _whole = whole;

    public string Value { get; private set; } = "";

    /// <summary>The parameters that fill holes.</summary>
    public IReadOnlyList<IParameterSymbol> Parameters => _parameters;

    /// <summary>Puts the text of a traced value together.</summary>
    public static ComposedText Of(ValueOrigin whole, ValueTrace trace)
    {
        var text = new ComposedText(whole);
        var builder = new StringBuilder();
        text.Add(whole, trace, builder, MaxDepth);
        text.Value = builder.ToString();
        return text;
    }

    /// <summary>Where these characters stand in the source, as closely as it can be said, and the operation there.</summary>
    public (Location Location, IOperation Shown) PlaceOf(int start, int length)
    {
        foreach (var piece in _pieces)
        {
            if (start >= piece.Start && start + length <= piece.Start + piece.Length)
                return (piece.LocationOf(start - piece.Start, Value.Substring(start, length)), piece.Origin.Shown);
        }

        return (_whole.Shown.Syntax.GetLocation(), _whole.Shown);
    }

    private void Add(ValueOrigin origin, ValueTrace trace, StringBuilder text, int depth)
    {
        var operation = origin.Operation;
        if (operation is IInterpolatedStringOperation interpolated && depth > 0)
        {
            foreach (var part in interpolated.Parts)
            {
                if (part is IInterpolatedStringTextOperation literal)
                    AddKnown(literal.Text.ConstantValue.Value, Within(origin, literal.Text), text);
                else if (part is IInterpolationOperation { FormatString: null, Alignment: null } hole)
                    AddPart(hole.Expression, origin, trace, text, depth);
                else
                    text.Append(Hole);
            }
        }
        else if (operation.ConstantValue is { HasValue: true } constant && operation is not IBinaryOperation)
        {
            AddKnown(constant.Value, origin, text);
        }
        else if (operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum && sum.Type?.SpecialType == SpecialType.System_String && depth > 0)
        {
            AddPart(sum.LeftOperand, origin, trace, text, depth);
            AddPart(sum.RightOperand, origin, trace, text, depth);
        }
        else if (operation is IInvocationOperation call && depth > 0 && call.TargetMethod.ContainingType?.SpecialType == SpecialType.System_String)
        {
            AddStringCall(call, origin, trace, text, depth);
        }
        else if (operation is IInvocationOperation { TargetMethod.Name: nameof(ToString), Arguments.Length: 0, Instance: { } instance } && depth > 0)
        {
            AddPart(instance, origin, trace, text, depth);
        }
        else
        {
            text.Append(Hole);
        }
    }

    private void AddStringCall(IInvocationOperation call, ValueOrigin origin, ValueTrace trace, StringBuilder text, int depth)
    {
        if (call.TargetMethod.Name == nameof(string.Concat))
        {
            foreach (var argument in call.Arguments)
                AddPart(argument.Value, origin, trace, text, depth);
        }
        else if (call.TargetMethod.Name == nameof(string.Format)
            && call.ArgumentFor("format") is { ConstantValue: { HasValue: true, Value: string format } } template)
        {
            AddFormat(format, template, call, origin, trace, text, depth);
        }
        else
        {
            text.Append(Hole);
        }
    }

    private void AddFormat(string format, IOperation template, IInvocationOperation call, ValueOrigin origin, ValueTrace trace, StringBuilder text, int depth)
    {
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '{')
            {
                var end = format.IndexOf('{', i);
                var known = end < 0 ? format.Substring(i) : format.Substring(i, end - i);
                AddKnown(known, Within(origin, template), text, skip: i);
                i += known.Length - 1;
            }
            else if (i + 2 < format.Length && format[i + 2] == '}' && call.ArgumentFor("arg" + format[i + 1]) is { } argument)
            {
                AddPart(argument, origin, trace, text, depth);
                i += 2;
            }
            else
            {
                text.Append(Hole);
                var end = format.IndexOf('}', i);
                i = end < 0 ? format.Length : end;
            }
        }
    }

    private void AddPart(IOperation part, ValueOrigin within, ValueTrace trace, StringBuilder text, int depth)
    {
        var origins = trace.Origins(part, within);
        foreach (var origin in origins)
        {
            if (origin.Operation is IParameterReferenceOperation parameter)
                _parameters.Add(parameter.Parameter);
        }

        if (origins.Length == 1 && (origins[0].IsSole || !within.IsSole))
            Add(origins[0], trace, text, depth - 1);
        else
            text.Append(Hole);
    }

    private void AddKnown(object? value, ValueOrigin origin, StringBuilder text, int skip = 0)
    {
        var known = value is null ? "" : Convert.ToString(value, CultureInfo.InvariantCulture);
        if (known.Length == 0)
            return;

        _pieces.Add(new Piece(text.Length, known.Length, skip, origin));
        text.Append(known);
    }

    private static ValueOrigin Within(ValueOrigin origin, IOperation part) =>
        new(part, origin.IsInPlace ? part : origin.Shown, origin.IsSole);

    private readonly record struct Piece(int Start, int Length, int Skip, ValueOrigin Origin)
    {
        public Location LocationOf(int offset, string text)
        {
            var syntax = Origin.Shown.Syntax;
            var whole = syntax.GetLocation();
            if (!Origin.IsInPlace || syntax is not (LiteralExpressionSyntax or InterpolatedStringTextSyntax))
                return whole;

            var token = syntax.GetFirstToken();
            // Without escapes the value stands in the token as it is; with them, only text that occurs once is found for sure.
            var value = Convert.ToString(Origin.Operation.ConstantValue.Value, CultureInfo.InvariantCulture);
            var start = token.Text.IndexOf(value, StringComparison.Ordinal);
            if (start >= 0)
                start += Skip + offset;
            else if ((start = token.Text.IndexOf(text, StringComparison.Ordinal)) < 0 || token.Text.IndexOf(text, start + 1, StringComparison.Ordinal) >= 0)
                return whole;

            return Location.Create(syntax.SyntaxTree, new TextSpan(token.SpanStart + start, text.Length));
        }
    }
}
