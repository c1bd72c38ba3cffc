import Backprop
import BackpropRecipes
import Testing

@testable import BackpropCommand

/// One exit status for each category of errors.
@Suite struct ExitStatusTests {
    private struct OtherError: Error {}

    private struct AnyError: BackpropError {
        let category: ErrorCategory
        var description: String { "an error" }
    }

    @Test(arguments: ErrorCategory.allCases)
    func everyCategoryHasItsStatus(_ category: ErrorCategory) throws {
        let expected: [ErrorCategory: Int32] = [
            .setting: 64, .data: 65, .unreadable: 66, .unwritable: 73, .inputOutput: 74,
        ]
        #expect(ExitStatus(for: AnyError(category: category))?.rawValue == expected[category])
        let failure = try #require(Failure(AnyError(category: category), arguments: []))
        #expect(failure.status == expected[category] && failure.text == "an error")
    }

    @Test func errorsOfOptionsAreUsageErrors() {
        #expect(ExitStatus(for: UsageError("a")) == .usage)
        #expect(ExitStatus(for: ValidationPlanError.noGroups) == .usage)
        #expect(ExitStatus(for: OtherError()) == nil)
    }
}
