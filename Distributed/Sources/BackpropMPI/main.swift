import Backprop
import BackpropCommand

do {
    CommandLineProgram.main(try MPIRanks())
} catch {
    print("error: \(error)")
}
