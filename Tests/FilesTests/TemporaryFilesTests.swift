import Files
import Glibc
import Testing

@Suite struct `Temporary files` {
    @Test func `an interrupted process removes its temporary files`() async {
        // In a process of its own: removal takes every name that is registered.
        await #expect(processExitsWith: .success) {
            let folder = "/tmp/malmoi-interrupted-\(getpid())"
            _ = unsafe mkdir(folder, 0o700)
            var file = try AtomicFile(path: folder + "/a")
            try file.write("half")
            try file.flush()
            var directory = try AtomicDirectory(path: folder + "/d")
            try directory.write([1], to: "b")
            var inner = try AtomicFile(path: directory.path(of: "c"))
            try inner.write("half")
            try inner.flush()
            let before = try FileReading.names(in: folder).count
            TemporaryFiles.removeAll()
            let after = try FileReading.names(in: folder)
            file.discard()
            inner.discard()
            directory.discard()
            _ = unsafe rmdir(folder)
            exit(before == 2 && after == [] ? 0 : 1)
        }
    }
}
