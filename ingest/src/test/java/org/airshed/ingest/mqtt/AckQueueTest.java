package org.airshed.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AckQueueTest {
    @Test
    void anUnsettledEntryHoldsBackThoseBehindIt() {
        AckQueue queue = new AckQueue();
        queue.add(1, 0, 8, 10);
        long sequence = queue.nextSequence();
        queue.add(2, 0, AckQueue.UNSETTLED, 10);
        queue.add(3, 0, 16, 10);
        assertThat(queue.ready(1000)).isEqualTo(1);
        queue.settle(sequence);
        assertThat(queue.ready(1000)).isEqualTo(3);
        assertThat(queue.ready(8)).isEqualTo(2);
    }

    /** Against a plain queue, over many growths and turns of the ring. */
    @Test
    void whatGoesInComesOutInOrder() {
        Random random = new Random(4);
        AckQueue queue = new AckQueue();
        Queue<Integer> model = new ArrayDeque<>();
        ByteBuf out = Unpooled.buffer();
        StringBuilder expected = new StringBuilder();
        long position = 0;
        for (int i = 1; i < 20_000; i++) {
            int burst = random.nextInt(40);
            for (int j = 0; j < burst; j++) {
                int id = 1 + random.nextInt(65_535);
                queue.add(id, 0, ++position, 3);
                model.add(id);
            }
            int count = Math.min(queue.ready(position - random.nextInt(30)), 60);
            assertThat(queue.remove(count, out, true)).isEqualTo(3L * count);
            for (int j = 0; j < count; j++) {
                expected.append("4002%04x".formatted(model.remove()));
            }
            assertThat(queue.size()).isEqualTo(model.size());
            assertThat(queue.heldBytes()).isEqualTo(3L * model.size());
            assertThat(ByteBufUtil.hexDump(out)).isEqualTo(expected.toString());
            out.clear();
            expected.setLength(0);
        }
    }
}
