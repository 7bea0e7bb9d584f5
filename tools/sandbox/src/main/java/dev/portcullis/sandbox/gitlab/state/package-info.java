/** What the simulated GitLab remembers. Mutable, without locks: only the simulator's event loop touches it. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.gitlab.state;
