using Aitbc.Analyzers.TestIsolation;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>Which file a connection string names.</summary>
public class DataSourceTests
{
    [Theory]
    [InlineData("Data Source=test.db", "test.db")]
    [InlineData("DataSource = test.db;Cache=Shared", "test.db")]
    [InlineData("Filename=data/test.db;Mode=ReadWriteCreate", "data/test.db")]
    [InlineData("Filename=file:test.db", "test.db")]
    [InlineData("test.litedb", "test.litedb")]
    [InlineData("Filename=test.litedb;ReadOnly=false", "test.litedb")]
    [InlineData("Data Source=:memory:", null)]
    [InlineData("DataSource=file::memory:?cache=shared", null)]
    [InlineData("DataSource=file:name?mode=memory&cache=shared", null)]
    [InlineData("Data Source=name;Mode=Memory;Cache=Shared", null)]
    [InlineData("Data Source=test.db;Mode=ReadOnly", null)]
    [InlineData("Data Source=test.db;Read Only=True", null)]
    [InlineData(":memory:", null)]
    [InlineData("Data Source=", null)]
    [InlineData("Host=localhost;Database=test", null)]
    [InlineData(";;=;", null)]
    public void Finds_the_file(string text, string? file) => Assert.Equal(file, DataSource.FileIn(text));
}
