import ArgumentParser
import Documents

/// Which documents a command reads and how; the same for every command that reads documents.
struct InputOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Files, directories, or - for standard input (also without any).", valueName: "file"))
    var files: [String] = []

    @Flag(name: .long, help: "Read JSON Lines: each line is a document.")
    var jsonl = false

    @Flag(name: .long, help: "Read CSV with a header line: each record is a document.")
    var csv = false

    @Option(name: .long, help: ArgumentHelp("The JSON field or CSV column that holds the text.", valueName: "name"))
    var textField = "text"

    @Option(name: .long, help: ArgumentHelp("The JSON field or CSV column that names the document.", valueName: "name"))
    var idField: String?

    @Option(name: .long, help: ArgumentHelp("The encoding of the input: utf-8, cp949, utf-16.", valueName: "name"))
    var encoding = "utf-8"

    func validate() throws {
        if jsonl, csv {
            throw ValidationError("--jsonl and --csv cannot both be right: choose one.")
        }
        if TextEncoding(name: encoding) == nil {
            throw ValidationError("'\(encoding)' is not an encoding known here: use utf-8, cp949 or utf-16.")
        }
    }

    var source: DocumentSource {
        let format: DocumentFormat =
            jsonl
            ? .jsonLines(textField: textField, idField: idField)
            : csv ? .csv(textField: textField, idField: idField) : .plainText
        return DocumentSource(
            paths: files.isEmpty ? ["-"] : files, format: format, encoding: TextEncoding(name: encoding) ?? .utf8)
    }
}
