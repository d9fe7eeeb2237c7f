import Glibc

/// Makes a file this process's standard input.
func replaceStandardInput(by path: String) throws {
    struct Failed: Error {}
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0, dup2(descriptor, STDIN_FILENO) == STDIN_FILENO else { throw Failed() }
}
