/// Where an encoder puts ids: a list, or a mere count of them.
protocol IDSink {
    mutating func append(_ id: UInt32)
    mutating func append(_ ids: UnsafeBufferPointer<UInt32>)
}

/// Collects ids.
struct IDList: IDSink {
    var ids: [TokenID]

    @inline(__always)
    mutating func append(_ id: UInt32) {
        ids.append(TokenID(id))
    }

    @inline(__always)
    mutating func append(_ new: UnsafeBufferPointer<UInt32>) {
        for index in 0..<new.count {
            ids.append(unsafe TokenID(new[index]))
        }
    }
}

/// Counts ids without keeping them.
struct IDCount: IDSink {
    var count = 0

    @inline(__always)
    mutating func append(_ id: UInt32) {
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ new: UnsafeBufferPointer<UInt32>) {
        count &+= new.count
    }
}
