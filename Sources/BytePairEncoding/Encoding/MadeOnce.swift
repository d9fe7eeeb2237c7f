internal import Synchronization

/// A value that the first thread to ask for it makes for all; others wait for it meanwhile.
struct MadeOnce<Value: Sendable>: ~Copyable, Sendable {
    private let value: Locked<Value?>

    /// - Parameter value: what is there already.
    init(_ value: Value? = nil) {
        self.value = Locked(value)
    }

    /// The value, if it has been made.
    var ready: Value? {
        value.withLock { $0 }
    }

    /// The value, made first if it is not there.
    borrowing func get(_ make: () -> Value) -> Value {
        value.withLock { value in
            if let value { return value }
            let made = make()
            value = made
            return made
        }
    }
}
