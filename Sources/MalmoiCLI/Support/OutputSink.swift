import Files

/// Where a command's result goes: standard output, or a file that appears only when `finish` is
/// called; without that nothing is left behind.
final class OutputSink {
    private var file: AtomicFile?

    /// - Parameter path: a file, or nil or `-` for standard output.
    init(path: String?) throws(FileError) {
        file = if let path, path != "-" { try AtomicFile(path: path) } else { nil }
    }

    func write(_ bytes: [UInt8]) throws(FileError) {
        if file != nil {
            try file?.write(bytes)
        } else {
            try StandardStream.output.writeAll(bytes)
        }
    }

    /// Puts the file in its place.
    func finish() throws(FileError) {
        if let file = file.take() {
            try file.commit()
        }
    }
}
