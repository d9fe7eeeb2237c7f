import Documents

/// What a corpus is made of: documents and bytes by file, in the order of the files.
struct CorpusTally {
    struct Source {
        var path: String
        var documents = 0
        var bytes = 0
        var invalidDocuments = 0
    }

    private(set) var sources: [Source] = []

    mutating func add(_ documents: [Document]) {
        for document in documents {
            if sources.last?.path != document.path {
                sources.append(Source(path: document.path))
            }
            let last = sources.count - 1
            sources[last].documents += 1
            sources[last].bytes += document.text.count
            sources[last].invalidDocuments += UTF8Validity.isValid(document.text) ? 0 : 1
        }
    }

    var documents: Int { sources.reduce(0) { $0 + $1.documents } }
    var bytes: Int { sources.reduce(0) { $0 + $1.bytes } }
    var invalidDocuments: Int { sources.reduce(0) { $0 + $1.invalidDocuments } }
}
