/// The version of the tool and the library.
enum ToolVersion {
    static let current = "0.1.0"
}
