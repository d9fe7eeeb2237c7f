import Files

/// Where a command's result goes: standard output, or a file that appears only when it is complete.
struct OutputSink: ~Copyable {
    private var file: AtomicFile?

    /// - Parameter path: a file, or nil or `-` for standard output.
    init(path: String?) throws(FileError) {
        file = if let path, path != "-" { try AtomicFile(path: path) } else { nil }
    }

    mutating func write(_ bytes: [UInt8]) throws(FileError) {
        if file != nil {
            try file?.write(bytes)
        } else {
            try StandardStream.output.writeAll(bytes)
        }
    }

    /// Puts the file in its place.
    consuming func finish() throws(FileError) {
        if let file = consume file {
            try file.commit()
        }
    }
}
