namespace Aitbc.Analyzers;

/// <summary>The category of every descriptor: the playbook's section, so that a section can be configured in one line.</summary>
internal static class RuleCategory
{
    public const string Tools = nameof(Tools);
    public const string Imports = nameof(Imports);
    public const string Gitea = nameof(Gitea);
    public const string TestIsolation = nameof(TestIsolation);
    public const string Ports = nameof(Ports);
    public const string Coordinator = nameof(Coordinator);
    public const string Payment = nameof(Payment);
    public const string Redis = nameof(Redis);
    public const string CiTimeouts = nameof(CiTimeouts);
}
