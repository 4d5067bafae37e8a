using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Tests.Probes;

public class PythonVersionTests
{
    [Fact]
    public void Versions_have_the_order_of_pep_440()
    {
        string[] order =
        [
            "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2", "1.0b2.post345.dev456", "1.0b2.post345", "1.0rc1.dev456", "1.0rc1",
            "1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5", "1.0+10", "1.0.post456.dev34", "1.0.post456", "1.0.15", "1.1.dev1", "1.10", "2026.1", "1!0.1",
        ];
        for (var i = 0; i < order.Length; i++)
        {
            for (var j = 0; j < order.Length; j++)
                Assert.Equal(Math.Sign(i.CompareTo(j)), Math.Sign(PythonVersion.Parse(order[i])!.CompareTo(PythonVersion.Parse(order[j]))));
        }
    }

    [Theory]
    [InlineData("1.0", "1.0.0")]
    [InlineData("v1.0-ALPHA.1", "1.0a1")]
    [InlineData("1.0-1", "1.0.post1")]
    [InlineData("1.0c1", "1.0rc1")]
    [InlineData("1.0.dev", "1.0dev0")]
    [InlineData("1.0+ubuntu-1", "1.0+ubuntu.1")]
    public void Spellings_of_one_version_are_equal(string one, string other) =>
        Assert.Equal(0, PythonVersion.Parse(one)!.CompareTo(PythonVersion.Parse(other)));

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("1..2")]
    [InlineData("1.0-x")]
    [InlineData("99999999999999999999")]
    public void What_is_no_version_is_none(string text) => Assert.Null(PythonVersion.Parse(text));

    [Theory]
    [InlineData("", "3")]
    [InlineData("~=2.2", "2.9")]
    [InlineData("~=2.2", "3.0", false)]
    [InlineData("~=1.4.5", "1.4.9")]
    [InlineData("~=1.4.5", "1.5", false)]
    [InlineData("==1.1.*", "1.1.post1")]
    [InlineData("==1.1.*", "1.11", false)]
    [InlineData("!=1.1.*", "1.1.5", false)]
    [InlineData("== 3.1", "3.1+cpu")]
    [InlineData("==3.1+cpu", "3.1", false)]
    [InlineData("<2.0", "2.0rc1", false)]
    [InlineData("<=2.0", "2.0rc1")]
    [InlineData(">1.7", "1.7.post1", false)]
    [InlineData(">1.7", "1.7.0.1")]
    [InlineData(">=0.37.2,<0.38.0", "0.37.2")]
    [InlineData(">=0.37.2, <0.38", "0.38", false)]
    [InlineData("===1.0", "1.0")]
    public void Specifiers_admit(string specifiers, string version, bool admitted = true) =>
        Assert.Equal(admitted, PythonVersions.Parse(specifiers)!.Contains(PythonVersion.Parse(version)!));

    [Theory]
    [InlineData("^1.2.3", "1.9")]
    [InlineData("^1.2.3", "2.0", false)]
    [InlineData("^0.2.3", "0.3", false)]
    [InlineData("^0.0.3", "0.0.4", false)]
    [InlineData("^0", "0.9")]
    [InlineData("~1.2.3", "1.2.9")]
    [InlineData("~1.2", "1.3", false)]
    [InlineData("~1", "1.9")]
    [InlineData("1.2", "1.2.0")]
    [InlineData("1.2.*", "1.2.7")]
    [InlineData("*", "7")]
    [InlineData(">=3.13.5,<3.14.1 || >3.14.1,<3.15", "3.14.1", false)]
    [InlineData(">=3.13.5,<3.14.1 || >3.14.1,<3.15", "3.14.2")]
    [InlineData(">=1.0 <2.0", "2.1", false)]
    public void Poetry_constraints_admit(string constraint, string version, bool admitted = true) =>
        Assert.Equal(admitted, PythonVersions.ParsePoetry(constraint)!.Contains(PythonVersion.Parse(version)!));

    [Theory]
    [InlineData("^1.2")]
    [InlineData("1.2")]
    [InlineData("~=1")]
    [InlineData(">=1.*")]
    [InlineData("garbage")]
    [InlineData(">=1,,<2")]
    public void What_is_no_specifier_is_none(string text) => Assert.Null(PythonVersions.Parse(text));

    [Theory]
    [InlineData("<0.38", false)]
    [InlineData(">=0.37.2,<0.38.0", false)]
    [InlineData("==0.37.*", false)]
    [InlineData("~=0.37.0", false)]
    [InlineData("==0.37.2", false)]
    [InlineData("<0.38.0,!=0.36", false)]
    [InlineData("<=0.37.99", false)]
    [InlineData("", true)]
    [InlineData(">=0.37", true)]
    [InlineData("~=0.37", true)]
    [InlineData("<=0.38", true)]
    [InlineData("<1", true)]
    [InlineData(">0.38,<0.38.1", true)]
    [InlineData("!=0.38.*", true)]
    [InlineData("==1.3.1", true)]
    public void Whether_anything_from_a_version_on_is_admitted(string specifiers, bool admitted) =>
        Assert.Equal(admitted, PythonVersions.Parse(specifiers)!.AdmitsFrom(PythonVersion.Parse("0.38")!));
}
