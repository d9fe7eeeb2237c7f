package import Synchronization

/// A `Mutex` whose hand-over the thread sanitizer sees.
///
/// On Linux a `Mutex` is a futex whose owner the kernel sets when threads contend, and the sanitizer sees no order between the
/// last owner and the next: it takes everything that goes through such a lock for a race. So a flag is written last and
/// read first, which the compiler tells the sanitizer about; in a program that is two plain moves.
package struct Locked<State>: ~Copyable, Sendable {
    @usableFromInline let mutex: Mutex<State>
    @usableFromInline let isHandedOver = Atomic<Bool>(false)

    @inlinable
    package init(_ state: consuming sending State) {
        mutex = Mutex(state)
    }

    /// Runs a closure with the state that no other thread has.
    @inlinable
    package borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { (state: inout sending State) throws(Failure) -> sending Result in
            _ = isHandedOver.load(ordering: .acquiring)
            defer { isHandedOver.store(true, ordering: .releasing) }
            return try body(&state)
        }
    }
}
