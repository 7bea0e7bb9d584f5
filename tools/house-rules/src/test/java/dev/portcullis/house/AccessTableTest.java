// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.house;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

class AccessTableTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importClasses(Doors.class);

    private static final String PAGE = """
            # Access

            ## other-service

            | GET | `/other` | none | – |

            ## door-service

            | Method | Path | Scheme | Role |
            |---|---|---|---|
            | GET    | `/doors`      | session                | admin, viewer |
            | POST   | `/doors/{id}` | webhook secret         | –             |
            | DELETE | `/doors/{id}` | session, service token | admin, service |

            ## last-service
            """;

    @Path("/doors")
    @RolesAllowed({"viewer", "admin"})
    static class Doors {
        @GET
        String list() {
            return "";
        }

        @POST
        @Path("{id: \\d+}")
        @PermitAll
        void open() {}

        @DELETE
        @Path("/{id}")
        @RolesAllowed({"service", "admin"})
        void close() {}
    }

    @Test
    void aTableThatSaysWhatTheCodeSaysPasses() {
        assertThatCode(() -> AccessTable.check(CLASSES, "door-service", PAGE)).doesNotThrowAnyException();
    }

    @Test
    void aPathThatIsMissingIsNamed() {
        String page = PAGE.replaceAll("(?m)^\\| DELETE.*\n", "");

        assertThatThrownBy(() -> AccessTable.check(CLASSES, "door-service", page))
                .hasMessageContaining("Add:\n| DELETE | `/doors/{id}` | session, service token | admin, service |");
    }

    @Test
    void aPathThatIsGoneIsNamed() {
        String page = PAGE.replace("| GET    | `/doors`", "| GET | `/windows` | session | viewer |\n| GET | `/doors`");

        assertThatThrownBy(() -> AccessTable.check(CLASSES, "door-service", page))
                .hasMessageContaining("Remove:\n| GET | `/windows` | session | viewer |");
    }

    @Test
    void anotherRoleOrAnImpossibleSchemeIsNamed() {
        assertThatThrownBy(() -> AccessTable.check(CLASSES, "door-service", PAGE.replace("admin, viewer", "viewer")))
                .hasMessageContaining("| session | admin, viewer |");
        assertThatThrownBy(() -> AccessTable.check(CLASSES, "door-service", PAGE.replace("webhook secret", "session")))
                .hasMessageContaining("| POST | `/doors/{id}` | none / webhook secret / job token | – |");
    }

    @Test
    void aServiceWithoutASectionFails() {
        assertThatThrownBy(() -> AccessTable.check(CLASSES, "window-service", PAGE))
                .hasMessageContaining("section window-service");
    }
}
