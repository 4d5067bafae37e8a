using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<
    Aitbc.Analyzers.TestIsolation.SharedFileAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>What AITBC0805 says of databases that are files: SQLite by its three libraries, EF Core, LiteDB.</summary>
public class SharedDatabaseTests
{
    private const string Libraries = """
        using System;
        using System.IO;

        namespace Microsoft.Data.Sqlite
        {
            public class SqliteConnection(string connectionString) : IDisposable { public void Open() => _ = connectionString; public void Dispose() { } }
        }

        namespace System.Data.SQLite
        {
            public class SQLiteConnection(string connectionString) : IDisposable { public void Open() => _ = connectionString; public void Dispose() { } }
        }

        namespace SQLite
        {
            public class SQLiteConnection(string databasePath) : IDisposable { public string DatabasePath => databasePath; public void Dispose() { } }
            public class SQLiteAsyncConnection(string databasePath) { public string DatabasePath => databasePath; }
        }

        namespace LiteDB
        {
            public class LiteDatabase : IDisposable { public LiteDatabase(string connectionString) { } public LiteDatabase(Stream stream) { } public void Dispose() { } }
            public class LiteRepository(string connectionString) : IDisposable { public void Dispose() => _ = connectionString; }
        }

        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContextOptionsBuilder;
            public class Database { public bool EnsureDeleted() => true; }
            public static class SqliteDbContextOptionsBuilderExtensions
            {
                public static DbContextOptionsBuilder UseSqlite(this DbContextOptionsBuilder builder, string connectionString) => builder;
            }
        }
        """;

    /// <summary>What the rule looks for is declared by references, so these are compiled first.</summary>
    private static readonly MetadataReference Compiled = Compile();

    private static MetadataReference Compile()
    {
        using var assembly = new MemoryStream();
        var result = CSharpCompilation.Create(
            "Databases", [CSharpSyntaxTree.ParseText(Libraries)], References.Framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly);
        return result.Success ? MetadataReference.CreateFromImage(assembly.ToArray()) : throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
    }

    private static Task CheckAsync(string code, Library library)
    {
        var test = Verify.Create("using System; using System.IO; using Microsoft.EntityFrameworkCore;\n" + code, [], library);
        test.TestState.AdditionalReferences.Add(Compiled);
        return test.RunAsync();
    }

    private static Task Check(FrameworkCode framework, string body) => CheckAsync(framework.Class("", body), framework.Library);

    private static TheoryData<FrameworkCode, string> InAll(params string[] bodies)
    {
        var data = new TheoryData<FrameworkCode, string>();
        foreach (var framework in FrameworkCode.Frameworks)
        {
            foreach (var body in bodies)
                data.Add(framework, body);
        }

        return data;
    }

    public static TheoryData<FrameworkCode, string> Quiet => InAll(
        "using var db = new Microsoft.Data.Sqlite.SqliteConnection(\"Data Source=:memory:\"); db.Open();",
        "using var db = new Microsoft.Data.Sqlite.SqliteConnection(\"Data Source=chain;Mode=Memory;Cache=Shared\"); db.Open();",
        "using var db = new Microsoft.Data.Sqlite.SqliteConnection(\"Data Source=asset.db;Mode=ReadOnly\"); db.Open();",
        "using var db = new Microsoft.Data.Sqlite.SqliteConnection($\"Data Source={Guid.NewGuid()}.db\"); db.Open();",
        "using var db = new Microsoft.Data.Sqlite.SqliteConnection(\"Data Source=once.db\"); db.Open(); File.Delete(\"once.db\");",
        "using var db = new System.Data.SQLite.SQLiteConnection(\"Data Source=:memory:;Version=3\"); db.Open();",
        "using var db = new System.Data.SQLite.SQLiteConnection(\"Data Source=a.db;Read Only=True\"); db.Open();",
        "using var db = new SQLite.SQLiteConnection(\":memory:\"); _ = db.DatabasePath;",
        "using var db = new SQLite.SQLiteConnection(Path.GetTempFileName());",
        "using var db = new LiteDB.LiteDatabase(\":memory:\");",
        "using var db = new LiteDB.LiteDatabase(new MemoryStream());",
        "using var db = new LiteDB.LiteDatabase(\"Filename=asset.litedb;ReadOnly=true\");",
        "new DbContextOptionsBuilder().UseSqlite(\"DataSource=:memory:\");",
        "new DbContextOptionsBuilder().UseSqlite(\"Data Source=chain.db\"); new Database().EnsureDeleted();");

    [Theory, MemberData(nameof(Quiet))]
    public Task Silent_in_memory_read_only_unique_or_deleted(FrameworkCode framework, string body) => Check(framework, body);

    public static TheoryData<FrameworkCode, string> Fixed => InAll(
        "using var db = new Microsoft.Data.Sqlite.SqliteConnection([|\"Data Source=chain.db\"|]); db.Open();",
        "const string Text = [|\"Filename=data/chain.db;Mode=ReadWriteCreate\"|]; using var db = new Microsoft.Data.Sqlite.SqliteConnection(connectionString: Text); db.Open();",
        "var path = Path.Combine(Path.GetTempPath(), \"chain.db\"); using var db = new Microsoft.Data.Sqlite.SqliteConnection([|$\"Data Source={path}\"|]); db.Open();",
        "using var db = new System.Data.SQLite.SQLiteConnection([|\"Data Source=chain.db;Version=3\"|]); db.Open();",
        "using var db = new SQLite.SQLiteConnection([|\"chain.db3\"|]);",
        "var db = new SQLite.SQLiteAsyncConnection([|Path.Combine(AppContext.BaseDirectory, \"chain.db3\")|]);",
        "using var db = new LiteDB.LiteDatabase([|\"chain.litedb\"|]);",
        "using var db = new LiteDB.LiteDatabase([|\"Filename=chain.litedb;Connection=shared\"|]);",
        "using var db = new LiteDB.LiteRepository([|\"chain.litedb\"|]);",
        "new DbContextOptionsBuilder().UseSqlite([|\"Data Source=chain.db\"|]);");

    [Theory, MemberData(nameof(Fixed))]
    public Task Reports_a_fixed_database(FrameworkCode framework, string body) => Check(framework, body);

    [Fact]
    public Task Reports_a_database_that_another_class_opens_too() => CheckAsync(
        """
        using Xunit;
        public class WalletTests
        {
            [Fact] public void Opens() { using var db = new LiteDB.LiteDatabase([|"wallet.litedb"|]); File.Delete("wallet.litedb"); }
        }

        public class ChainTests
        {
            [Fact] public void Opens() { using var db = new LiteDB.LiteDatabase([|"wallet.litedb"|]); File.Delete("wallet.litedb"); }
        }
        """, Library.XunitV2);
}
