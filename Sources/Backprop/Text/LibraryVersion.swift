/// The version of the library, which the command line prints.
package enum LibraryVersion {
    /// The version by the rules of semantic versioning.
    package static let text = "0.1.0"
}
