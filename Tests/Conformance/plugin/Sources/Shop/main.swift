import Glibc

// `Iris` is made of iris.safetensors when this target is built.
for arguments in stride(from: 1, to: CommandLine.arguments.count - 3, by: 4) {
    let numbers = (0..<4).map { Double(CommandLine.arguments[arguments + $0]) }
    let prediction = try Iris(
        sepalLength: numbers[0], sepalWidth: numbers[1], petalLength: numbers[2], petalWidth: numbers[3]
    ).predict()
    print(prediction.label, prediction.probabilities)
}
