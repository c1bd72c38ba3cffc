import Backprop
import BackpropCommand
import Foundation

do {
    CommandLineProgram.main(try MPIRanks())
} catch {
    FileHandle.standardError.write(Data("error: \(error)\n".utf8))
    exit(EXIT_FAILURE)
}
