import Files
import Glibc
import TestSupport
import Testing

@Suite struct `Atomic file` {
    @Test(arguments: [0, 1, 1000, 1 << 18, (1 << 18) + 1, 1_000_000])
    func `what is written is what is read`(count: Int) throws {
        let folder = TemporaryFolder()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try AtomicFile.write(bytes, to: folder["a"])
        #expect(try FileReading.bytes(of: folder["a"]) == bytes)
        #expect(try FileReading.names(in: folder.path) == ["a"])
    }

    @Test(arguments: [1, 7, 4096, 300_000])
    func `pieces of any size are joined in order`(piece: Int) throws {
        let folder = TemporaryFolder()
        let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        var file = try AtomicFile(path: folder["a"])
        var start = 0
        while start < bytes.count {
            let end = min(start + piece, bytes.count)
            try file.write(bytes.span.extracting(start..<end))
            start = end
        }
        try file.commit()
        #expect(try FileReading.bytes(of: folder["a"]) == bytes)
    }

    @Test func `a file that is not committed leaves the old one and no trace`() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write("old", to: folder["a"])
        do {
            var file = try AtomicFile(path: folder["a"])
            try file.write("new")
            try file.flush()
            #expect(try FileReading.bytes(of: folder["a"]) == Array("old".utf8))
            file.discard()
        }
        #expect(try FileReading.bytes(of: folder["a"]) == Array("old".utf8))
        #expect(try FileReading.names(in: folder.path) == ["a"])
    }

    @Test func `a thrown error on the way removes the temporary file`() throws {
        struct Stop: Error {}
        let folder = TemporaryFolder()
        func work() throws {
            var file = try AtomicFile(path: folder["a"])
            try file.write("half")
            try file.flush()
            throw Stop()
        }
        #expect(throws: Stop.self) { try work() }
        #expect(try FileReading.names(in: folder.path) == [])
    }

    @Test func `the mode of an existing file is kept`() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write("old", to: folder["a"])
        _ = unsafe chmod(folder["a"], 0o640)
        try AtomicFile.write("new", to: folder["a"])
        var status = stat()
        _ = unsafe stat(folder["a"], &status)
        #expect(status.st_mode & 0o7777 == 0o640)
    }

    @Test func `a symbolic link is followed and stays a link`() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write("old", to: folder["a"])
        _ = unsafe symlink(folder["a"], folder["link"])
        try AtomicFile.write("new", to: folder["link"])
        #expect(try FileReading.bytes(of: folder["a"]) == Array("new".utf8))
        var status = stat()
        _ = unsafe lstat(folder["link"], &status)
        #expect(status.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func `a device is written and not replaced`() throws {
        try AtomicFile.write("x", to: "/dev/null")
        #expect(FileReading.kind(of: "/dev/null") == .other)
    }

    @Test func `a missing folder is an output error that names it`() throws {
        let folder = TemporaryFolder()
        let error = #expect(throws: FileError.self) { _ = try AtomicFile(path: folder["no/a"]) }
        #expect(error?.isMissing == true)
        #expect(error?.isInput == false)
        #expect(error?.description.hasPrefix(folder["no/a"] + ": cannot create: the folder does not exist") == true)
    }

    @Test func `a directory in the place of the file is refused at the start`() throws {
        let folder = TemporaryFolder()
        let error = #expect(throws: FileError.self) { _ = try AtomicFile(path: folder.path) }
        #expect(error?.code == EISDIR)
    }

    @Test func `a full disk is an output error`() throws {
        let error = #expect(throws: FileError.self) { try AtomicFile.write("x", to: "/dev/full") }
        #expect(error?.code == ENOSPC)
        #expect(error?.isInputOutput == true)
    }
}

@Suite struct `Atomic directory` {
    @Test func `a new directory appears with all its files and its parents`() throws {
        let folder = TemporaryFolder()
        var directory = try AtomicDirectory(path: folder["x/y/z/"])
        try directory.write([1], to: "one")
        try directory.write([2], to: "two")
        #expect(FileReading.kind(of: folder["x/y/z"]) == nil)
        try directory.commit()
        #expect(try FileReading.names(in: folder["x/y"]) == ["z"])
        #expect(try FileReading.names(in: folder["x/y/z"]) == ["one", "two"])
        #expect(try FileReading.bytes(of: folder["x/y/z/two"]) == [2])
    }

    @Test func `an existing directory keeps its other files`() throws {
        let folder = TemporaryFolder()
        var first = try AtomicDirectory(path: folder["x"])
        try first.write([1], to: "a")
        try first.write([1], to: "b")
        try first.commit()
        var second = try AtomicDirectory(path: folder["x"])
        try second.write([2], to: "b")
        try second.write([2], to: "c")
        try second.commit()
        #expect(try FileReading.names(in: folder.path) == ["x"])
        #expect(try ["a", "b", "c"].map { try FileReading.bytes(of: folder["x/" + $0]) } == [[1], [2], [2]])
    }

    @Test func `without a commit nothing is left`() throws {
        let folder = TemporaryFolder()
        do {
            var directory = try AtomicDirectory(path: folder["x"])
            try directory.write([1], to: "a")
            directory.discard()
        }
        #expect(try FileReading.names(in: folder.path) == [])
    }

    @Test func `a file in the place of the directory is refused`() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write("x", to: folder["a"])
        #expect(throws: FileError.self) { _ = try AtomicDirectory(path: folder["a"]) }
        #expect(throws: FileError.self) { _ = try AtomicDirectory(path: folder["a/b/c"]) }
    }
}
