global using Xunit;

// Each test starts builds of its own; two at once are what two cores carry.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
