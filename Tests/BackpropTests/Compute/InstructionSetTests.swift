import CKernels
import Testing

extension ComputeTests {
    @Suite struct InstructionSetTests {
        @Test func plainCodeOrItsEquivalentIsAlwaysThere() {
            #expect(
                ComputeTests.instructionSets.last == "baseline" || ComputeTests.instructionSets == ["neon"])
        }

        @Test func selectingNamesTheSetInUse() {
            ComputeTests.withEachInstructionSet { name in
                #expect(String(cString: bp_simd_name()) == name)
            }
        }

        @Test(arguments: ["", "avx1024", "AVX2", "avx"])
        func anUnknownNameFallsBackToTheBest(name: String) {
            #expect(!bp_simd_select(name))
            #expect(String(cString: bp_simd_name()) == ComputeTests.instructionSets[0])
        }
    }
}
