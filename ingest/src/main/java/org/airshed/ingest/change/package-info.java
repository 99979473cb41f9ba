/** What has changed: hours to compute again, revisions, and the numbered log from which others learn of changes. */
@NullMarked
package org.airshed.ingest.change;

import org.jspecify.annotations.NullMarked;
