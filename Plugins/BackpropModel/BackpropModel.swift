import Foundation
import PackagePlugin

/// Turns each model file in the folder of a target into Swift source when the target is built: `iris.safetensors` becomes the
/// structure `Iris`.
@main struct BackpropModel: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
        guard let module = target as? any SourceModuleTarget else { return [] }
        let program = try context.tool(named: "BackpropCommand").url
        return module.sourceFiles.map(\.url).filter { $0.pathExtension == "safetensors" }.map { model in
            let name = model.deletingPathExtension().lastPathComponent
            let output = context.pluginWorkDirectoryURL.appending(path: "\(Self.typeName(name)).swift")
            return .buildCommand(
                displayName: "Exporting \(model.lastPathComponent) as Swift", executable: program,
                arguments: ["export", model.path(), "--swift", output.path()], inputFiles: [model],
                outputFiles: [output])
        }
    }

    /// Returns the name of a file with a capital at its beginning.
    private static func typeName(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }
}
