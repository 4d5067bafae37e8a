using System;

namespace Microsoft.Build.Framework;

/// <summary>
/// MSBuild 18 knows it by this name, whatever assembly it comes from; earlier ones do not know it. The task holds no
/// state of the process, uses absolute paths only and sets its tool's folder itself.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
