import Files
import Glibc
import TestSupport
import Testing

@Suite struct `File reading` {
    @Test func `a missing file is an input error with one line`() {
        let error = #expect(throws: FileError.self) { _ = try FileReading.bytes(of: "/nonexistent/x") }
        #expect(error?.isMissing == true)
        #expect(error?.isInput == true)
        #expect(error?.description == "/nonexistent/x: cannot open: no such file or directory; check the path")
    }

    @Test func `a directory in place of a file is an input error`() {
        let error = #expect(throws: FileError.self) { _ = try FileReading.bytes(of: "/tmp") }
        #expect(error?.code == EISDIR)
        #expect(error?.isInput == true)
    }

    @Test func `files whose size is not known are read to the end`() throws {
        #expect(try FileReading.bytes(of: "/proc/self/cmdline").isEmpty == false)
        #expect(try FileReading.bytes(of: "/dev/null") == [])
    }

    @Test(arguments: [1, 2, 3, 1000, 65536])
    func `an input file gives the same bytes whatever the piece`(piece: Int) throws {
        let folder = TemporaryFolder()
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try AtomicFile.write(bytes, to: folder["a"])
        var file = try InputFile(path: folder["a"])
        #expect(file.size == bytes.count)
        var buffer = [UInt8](repeating: 0, count: piece)
        var read: [UInt8] = []
        while true {
            let count = try file.read(into: &buffer)
            if count == 0 { break }
            read += buffer[..<count]
        }
        #expect(read == bytes)
    }

    @Test func `a tree is listed in the order of bytes without hidden names`() throws {
        let folder = TemporaryFolder()
        // Jamo (E1…) sort before syllables (EA…): bytes decide, not canonical equivalence.
        for name in ["b", "a", ".hidden", "\u{1112}\u{1161}\u{11AB}", "한", "Z"] {
            try AtomicFile.write("x", to: folder[name])
        }
        for name in ["aa", ".git"] {
            _ = unsafe mkdir(folder[name], 0o700)
            try AtomicFile.write("x", to: folder[name + "/deep"])
        }
        _ = unsafe symlink(folder.path, folder["circle"])
        let files = try FileReading.files(below: folder.path).map {
            Array($0.utf8.dropFirst(folder.path.utf8.count + 1))
        }
        let expected = ["Z", "a", "aa/deep", "b", "\u{1112}\u{1161}\u{11AB}", "한"].map { Array($0.utf8) }
        #expect(files == expected)
    }
}
