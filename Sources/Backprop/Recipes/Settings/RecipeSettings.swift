/// All settings of a recipe that are not about the data, in the order of a recipe file.
package enum RecipeSettings {
    package static let all: [any RecipeSettingDescription] = network + training + regularization

    /// Returns the settings of a section.
    package static func of(_ section: RecipeSection) -> [any RecipeSettingDescription] {
        all.filter { $0.section == section }
    }

    /// The settings as a table in Markdown.
    package static var table: String {
        func escaped(_ text: String) -> String { text.split(separator: "|").joined(separator: "\\|") }
        let rows = all.map { setting in
            "| `\(setting.section.rawValue).\(setting.key)` | `--\(setting.option)` | \(escaped(setting.expected)) "
                + "| \(escaped(setting.defaultText)) | \(escaped(setting.meaning)) |"
        }
        return (["| key | option | values | default | meaning |", "|---|---|---|---|---|"] + rows)
            .joined(separator: "\n")
    }
}

// MARK: - Network

extension RecipeSettings {
    fileprivate static var network: [any RecipeSettingDescription] {
        [
            RecipeSetting<Network>.layers, RecipeSetting<[Network]>.searchLayers,
            RecipeSetting<Activation>.output, RecipeSetting<(any Initializer)?>.initializer,
        ]
    }
}

extension RecipeSetting<Network> {
    package static var layers: RecipeSetting {
        RecipeSetting(
            .network, "layers", "hidden layers", .layers,
            "The hidden layers.", default: "by the rows",
            choice: \.hiddenLayers, value: { Network($0.network.layers.dropLast()) })
    }
}

extension RecipeSetting<[Network]> {
    package static var searchLayers: RecipeSetting {
        RecipeSetting(
            .network, "search-layers", "hidden layers to choose from", .networks,
            """
            Hidden layers that cross-validation within the training rows may choose instead; the option may be repeated.
            """, default: "two layers for classes, unless layers are explicit", valueName: "layers",
            choice: \.searchedLayers, value: { $0.selection?.layers })
    }
}

extension RecipeSetting<Activation> {
    package static var output: RecipeSetting {
        RecipeSetting(
            .network, "output", "output", .activation, "The activation of the output layer.",
            default: "by the task",
            valueName: "activation", choice: \.output,
            value: { ($0.network.layers.last as? any ActivatedLayer)?.activation })
    }
}

extension RecipeSetting<(any Initializer)?> {
    package static var initializer: RecipeSetting {
        RecipeSetting(
            .network, "initializer", option: "init", "initializer", .initializer,
            "The rule for initial weights.",
            default: "by the activation", valueName: "rule", get: { .some($0.initializer) },
            set: { $0.initializer = $1 ?? nil }, value: { .some($0.initializer) })
    }
}

// MARK: - Training

extension RecipeSettings {
    fileprivate static var training: [any RecipeSettingDescription] {
        [
            RecipeSetting<any Loss>.loss, RecipeSetting<any Optimizer>.optimizer,
            RecipeSetting<Bool>.selection, RecipeSetting<Schedule>.schedule,
            RecipeSetting<Int>.epochs,
            RecipeSetting<BatchSize>.batchSize, RecipeSetting<Int>.shards, RecipeSetting<Bool>.shuffle,
            RecipeSetting<Augmentation>.augment, RecipeSetting<Continuation>.from,
            RecipeSetting<FrozenLayers>.freeze,
            RecipeSetting<Stopping>.stopping,
            RecipeSetting<Quality>.quality, RecipeSetting<Double>.temperature, RecipeSetting<Int>.members,
            RecipeSetting<UInt64>.seed, RecipeSetting<Precision>.precision,
        ]
    }
}

extension RecipeSetting<any Loss> {
    package static var loss: RecipeSetting {
        RecipeSetting(
            .training, "loss", "loss", .rule(.loss),
            "The loss to minimize, with its parameters if it has any, such as \"huber delta 0.5\".",
            default: "by the task", choice: \.loss, value: { $0.loss })
    }
}

extension RecipeSetting<any Optimizer> {
    package static var optimizer: RecipeSetting {
        RecipeSetting(
            .training, "optimizer", "optimizer", .rule(.optimizer),
            "The optimizer, with its parameters, such as \"sgd momentum 0.9\".",
            default: "adamw", choice: \.optimizer, value: { $0.optimizer })
    }
}

extension RecipeSetting<Bool> {
    package static var selection: RecipeSetting {
        RecipeSetting(
            .training, "selection", formerKey: "weight-decay-search", "selection", .flag,
            """
            Whether cross-validation within the training rows chooses the weight decay and the other open settings: layers, \
            scalings, bins, encodings and the temperature.
            """,
            default: "yes for 30 to 200,000 rows, unless an optimizer or a weight decay is explicit",
            choice: \.usesSelection, value: { $0.selection != nil })
    }

    package static var shuffle: RecipeSetting {
        RecipeSetting(
            .training, "shuffle", option: "no-shuffle", "shuffling", .flag,
            "Whether each epoch takes the rows in a new order.", default: "true", choice: \.shuffles,
            value: { $0.shuffles })
    }
}

extension RecipeSetting<Schedule> {
    package static var schedule: RecipeSetting {
        RecipeSetting(
            .training, "schedule", "schedule", .schedule,
            "The change of the learning rate over the run, such as \"step every 30, factor 0.5\".",
            default: "cosine; constant for an explicit optimizer", choice: \.schedule, value: { $0.schedule })
    }
}

extension RecipeSetting<Int> {
    package static var epochs: RecipeSetting {
        RecipeSetting(
            .training, "epochs", "number of epochs", .wholeNumber(1...1_000_000_000),
            "The number of passes over all rows.", default: "by the rows", choice: \.epochs,
            value: { $0.epochs })
    }

    package static var shards: RecipeSetting {
        RecipeSetting(
            .training, "shards", "number of shards", .powerOfTwo(upTo: 1 << 20),
            """
            The number of runs of rows into which each batch is cut. Their gradients are added in one binary tree, so that \
            machines can share the work with the same bits.
            """, default: "1", valueName: "number", choice: \.shards,
            value: { $0.shards == 1 ? nil : $0.shards })
    }

    package static var members: RecipeSetting {
        RecipeSetting(
            .training, "members", "number of networks", .wholeNumber(1...1000),
            "The number of networks, each trained by itself from a seed of its own, whose predictions are averaged.",
            default: "1; 8 with the quality best", valueName: "number", choice: \.members,
            value: { $0.members == 1 ? nil : $0.members })
    }
}

extension RecipeSetting<Quality> {
    package static var quality: RecipeSetting {
        RecipeSetting(
            .training, "quality", "quality", .name(of: "quality"),
            "The effort to find a good network, for settings that are left out.", default: "default",
            choice: \.quality, value: { _ in nil })
    }
}

extension RecipeSetting<BatchSize> {
    package static var batchSize: RecipeSetting {
        RecipeSetting(
            .training, "batch-size", "batch size", .batchSize,
            "The number of rows per update; full means all rows.",
            default: "by the rows", valueName: "rows", choice: \.batchSize, value: { $0.batchSize })
    }
}

extension RecipeSetting<Augmentation> {
    package static var augment: RecipeSetting {
        RecipeSetting(
            .training, "augment", "augmentation", .augmentation,
            "The random changes of images in training.", default: "none", valueName: "changes",
            choice: \.augmentation, value: { $0.augmentation.flatMap { $0.text.isEmpty ? nil : $0 } })
    }
}

extension RecipeSetting<Continuation> {
    package static var from: RecipeSetting {
        RecipeSetting(
            .training, "from", "continued model", .continuation,
            "The SHA-256 of the file of the model that the run continues, and the way it does; the option names the file.",
            default: "none", valueName: "model", choice: \.continuation, value: { $0.continuation })
    }
}

extension RecipeSetting<FrozenLayers> {
    package static var freeze: RecipeSetting {
        RecipeSetting(
            .training, "freeze", "frozen layers", .frozenLayers,
            "The layers that training leaves unchanged, counted from 1 with the output layer.",
            default: "none", valueName: "layers", choice: \.frozenLayers, value: { $0.frozenLayers })
    }
}

extension RecipeSetting<Stopping> {
    package static var stopping: RecipeSetting {
        RecipeSetting(
            .training, "stopping", option: "validation-split", "rule for stopping",
            .rule(.stopping, check: { stopping throws(SettingError) in try stopping.validate() }),
            "The rule that ends the run before its last epoch.",
            default: "after-all-epochs; on-validation from 10,000 rows", choice: \.stopping,
            value: { $0.stopping })
    }
}

extension RecipeSetting<Double> {
    package static var temperature: RecipeSetting {
        RecipeSetting(
            .training, "temperature", "temperature", .number(.positive),
            "The number that divides the network's logits after training, to calibrate probabilities; 1 changes nothing.",
            default: "by the rows held out to choose the network, else 1", valueName: "number",
            choice: \.temperature, value: { $0.temperature })
    }
}

extension RecipeSetting<UInt64> {
    package static var seed: RecipeSetting {
        RecipeSetting(
            .training, "seed", "seed", .wholeNumber(0...UInt64.max), "The seed of all randomness.",
            default: "1",
            choice: \.seed, value: { $0.seed })
    }
}

extension RecipeSetting<Precision> {
    package static var precision: RecipeSetting {
        RecipeSetting(
            .training, "precision", "precision", .name(of: "precision"), "The precision of the arithmetic.",
            default: "float32; float64 for lbfgs", choice: \.precision, value: { $0.precision })
    }
}
